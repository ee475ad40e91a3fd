// griot in Visual Studio Code: starts `griot lsp` for sites, and offers its commands as tasks.

"use strict";

const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

const COMMANDS = {
    serve: { arguments: ["serve", "--drafts"], matchers: ["$griot-serve", "$griot-file"], isBackground: true },
    check: { arguments: ["check"], matchers: ["$griot", "$griot-file"], isBackground: false },
    build: { arguments: ["build"], matchers: ["$griot", "$griot-file"], isBackground: false },
};

let client;

function settings() {
    return vscode.workspace.getConfiguration("griot");
}

/** Returns the arguments that choose a language, if one is set. */
function language() {
    const tag = settings().get("language");
    return tag ? ["--lang", tag] : [];
}

async function start() {
    const command = settings().get("path") || "griot";
    const server = {
        command,
        args: ["lsp", ...language()],
        transport: TransportKind.stdio,
    };
    const files = ["content/**/*.{md,markdown,yaml}", "themes/*/theme.yaml"];
    const options = {
        documentSelector: files.map((pattern) => ({ scheme: "file", pattern: `**/${pattern}` })),
    };
    client = new LanguageClient("griot", "griot", server, options);
    try {
        await client.start();
    } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        vscode.window.showErrorMessage(`griot: ${command} cannot be started: ${reason}`);
    }
}

async function stop() {
    const running = client;
    client = undefined;
    if (running && running.isRunning()) {
        await running.stop();
    }
}

/** Returns a task that runs a command in the folder of a site. */
function task(folder, name, definition) {
    const { arguments: words, matchers, isBackground } = COMMANDS[name];
    // Problem matchers read English words.
    const run = new vscode.ProcessExecution(
        settings().get("path") || "griot",
        [...words, "--format", "short", "--lang", "en"],
        { cwd: folder.uri.fsPath },
    );
    const made = new vscode.Task(definition, folder, name, "griot", run, matchers);
    made.isBackground = isBackground;
    if (name === "build") {
        made.group = vscode.TaskGroup.Build;
    }
    return made;
}

const tasks = {
    provideTasks() {
        const folders = vscode.workspace.workspaceFolders || [];
        return folders.flatMap((folder) =>
            Object.keys(COMMANDS).map((name) =>
                task(folder, name, { type: "griot", command: name }),
            ),
        );
    },
    resolveTask(known) {
        const { command } = known.definition;
        const folder = known.scope;
        if (!(command in COMMANDS) || typeof folder !== "object") {
            return undefined;
        }
        return task(folder, command, known.definition);
    },
};

async function activate(context) {
    context.subscriptions.push(
        vscode.tasks.registerTaskProvider("griot", tasks),
        vscode.commands.registerCommand("griot.restart", async () => {
            await stop();
            await start();
        }),
        // An id with hyphens is one word.
        vscode.languages.setLanguageConfiguration("markdown", {
            wordPattern: /[\p{L}\p{N}_][\p{L}\p{N}_-]*/u,
        }),
        vscode.workspace.onDidChangeConfiguration(async (event) => {
            if (["griot.path", "griot.language"].some((key) => event.affectsConfiguration(key))) {
                await stop();
                await start();
            }
        }),
    );
    await start();
}

module.exports = { activate, deactivate: stop };
