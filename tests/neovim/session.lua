-- A session of Neovim with `griot lsp`: completion, a finding in a text that is not saved, its fix,
-- hover and definition. Ends Neovim with exit code 0 if all is as expected, and says what is not.

local program, root = vim.env.GRIOT_PROGRAM, vim.env.GRIOT_SITE
local event = root .. "/content/events/raid.md"

local function expect(what, is_right, found)
    if not is_right then
        io.stderr:write(what .. ": " .. vim.inspect(found) .. "\n")
        vim.cmd("cquit 1")
    end
end

vim.cmd("edit " .. vim.fn.fnameescape(event))
local buffer = vim.api.nvim_get_current_buf()
local client = vim.lsp.start_client({ name = "griot", cmd = { program, "lsp" }, root_dir = root })
vim.lsp.buf_attach_client(buffer, client)
local is_ready = vim.wait(30000, function()
    return vim.lsp.buf_is_attached(buffer, client) and vim.lsp.get_client_by_id(client).initialized
end)
expect("the client is attached", is_ready, client)

local function line_with(text)
    for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, true)) do
        local column = line:find(text, 1, true)
        if column then
            return number - 1, column - 1
        end
    end
    expect("the text has " .. text, false, vim.api.nvim_buf_get_lines(buffer, 0, -1, true))
end

local function ask(method, line, character)
    local params = {
        textDocument = { uri = vim.uri_from_bufnr(buffer) },
        position = { line = line, character = character },
    }
    local answers = vim.lsp.buf_request_sync(buffer, method, params, 30000)
    expect(method .. " is answered", answers and answers[client] and not answers[client].err, answers)
    return answers[client].result
end

local function findings()
    return vim.diagnostic.get(buffer)
end

-- Completion of a name by its beginning.
local line = line_with("side_b: [jnim]")
vim.api.nvim_buf_set_lines(buffer, line, line + 1, true, { "side_b: [fam]" })
local list = ask("textDocument/completion", line, #"side_b: [fam")
expect("fam is completed", list.items[1].label == "FAMa", list.items)
expect("the id is inserted", list.items[1].textEdit.newText == "fama", list.items[1])

-- A finding in a text that is not saved.
vim.api.nvim_buf_set_lines(buffer, line, line + 1, true, { "side_b: [jnmi]" })
local is_found = vim.wait(30000, function()
    local all = findings()
    return #all == 1 and all[1].code == "misspelt-name"
end)
expect("an unknown actor is reported", is_found, findings())
local finding = findings()[1]
expect("at its line", finding.lnum == line and finding.col == 9 and finding.end_col == 13, finding)

-- Its fix.
local start = { line = line, character = 9 }
local params = {
    textDocument = { uri = vim.uri_from_bufnr(buffer) },
    range = { start = start, ["end"] = start },
    context = { diagnostics = {} },
}
local actions = vim.lsp.buf_request_sync(buffer, "textDocument/codeAction", params, 30000)
local action = actions[client].result[1]
expect("there is a fix", action and action.edit, actions)
vim.lsp.util.apply_workspace_edit(action.edit, vim.lsp.get_client_by_id(client).offset_encoding)
local mended = vim.api.nvim_buf_get_lines(buffer, line, line + 1, true)[1]
expect("the fix writes the actor", mended == "side_b: [jnim]", mended)
local is_clean = vim.wait(30000, function()
    return #findings() == 0
end)
expect("the finding is taken back", is_clean, findings())

-- Hover and definition.
local hover = ask("textDocument/hover", line_with("claimant"))
expect("a key is explained", hover and hover.contents.value:find("event.claims", 1, true) or
    hover and hover.contents.value:find("claimant", 1, true), hover)
local at_line, at_column = line_with("jnim]")
local place = ask("textDocument/definition", at_line, at_column)
expect("an actor is found", place and place.uri:find("content/actors/jnim.md", 1, true), place)

vim.lsp.stop_client(client)
local has_ended = vim.wait(10000, function()
    return vim.lsp.get_client_by_id(client) == nil
end)
expect("the server ends", has_ended, client)
io.stdout:write("as expected\n")
vim.cmd("qall!")
