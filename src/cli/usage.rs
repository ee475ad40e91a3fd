//! The command line in other languages than English: help, and errors in the arguments.
//!
//! clap's own words are English. The texts of our arguments are looked up in the catalogue, and
//! what clap would add to them, such as defaults, is written here.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};

use super::console::Console;
use crate::message;
use crate::messages::{Argument, ListConjunction, Message, MessageLanguage, ToArgument as _};

/// Returns a command with all texts in a language.
pub(super) fn localized(command: Command, language: MessageLanguage) -> Command {
    if language == MessageLanguage::English {
        return command;
    }
    let in_language = |text: &StyledStr| Message::of_text(text.to_string()).text(language);
    let usage = message!("Usage:").text(language);
    let mut command = command
        .disable_help_flag(true)
        .help_template(format!(
            "{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}"
        ))
        .subcommand_help_heading(message!("Commands").text(language))
        .subcommand_value_name(message!("COMMAND").text(language))
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help("Print help"),
        );
    if let Some(about) = command.get_about().map(in_language) {
        command = command.about(about);
    }
    let names: Vec<String> = command
        .get_arguments()
        .map(|argument| argument.get_id().to_string())
        .collect();
    for name in names {
        command = command.mut_arg(name, |argument| localized_argument(argument, language));
    }
    let names: Vec<String> = command
        .get_subcommands()
        .map(|one| one.get_name().to_owned())
        .collect();
    for name in names {
        command = command.mut_subcommand(name, |one| localized(one, language));
    }
    command
}

/// Translates what clap adds to a command when it builds it: the command `help`.
pub(super) fn build(command: &mut Command, language: MessageLanguage) {
    command.build();
    if language == MessageLanguage::English {
        return;
    }
    if let Some(help) = command.find_subcommand_mut("help") {
        let about = message!("Print the help of a command").text(language);
        *help = help.clone().about(about);
    }
}

/// Returns an argument with its texts in a language.
fn localized_argument(argument: Arg, language: MessageLanguage) -> Arg {
    let heading = match argument.is_positional() {
        true => message!("Arguments"),
        false => message!("Options"),
    };
    let mut help = argument
        .get_help()
        .map(|text| Message::of_text(text.to_string()).text(language))
        .unwrap_or_default();
    let takes_value = argument.get_action().takes_values();
    if let [default] = argument.get_default_values()
        && takes_value
    {
        let value = default.to_string_lossy();
        help.push(' ');
        help.push_str(&message!("[default: {value}]", value).text(language));
    }
    let values: Vec<(String, Option<String>)> = argument
        .get_possible_values()
        .iter()
        .filter(|value| takes_value && !value.is_hide_set())
        .map(|value| {
            (
                value.get_name().to_owned(),
                value.get_help().map(ToString::to_string),
            )
        })
        .collect();
    let mut long = help.clone();
    if !values.is_empty() {
        let names = values.iter().map(|(name, _)| name.to_argument()).collect();
        let list = Argument::List(names, ListConjunction::Comma);
        let words = message!("[possible values: {list}]", list).text(language);
        help.push(' ');
        help.push_str(&words);
        if values.iter().any(|(_, about)| about.is_some()) {
            long.push_str("\n\n");
            long.push_str(&message!("Possible values:").text(language));
            for (name, about) in values {
                long.push_str(&format!("\n- {name}"));
                if let Some(about) = about {
                    let about = Message::of_text(about);
                    long.push_str(&message!(": {about}", about).text(language));
                }
            }
        } else {
            long.clone_from(&help);
        }
    }
    let names: Vec<String> = argument
        .get_value_names()
        .unwrap_or_default()
        .iter()
        .map(|name| Message::of_text(name.to_string()).text(language))
        .collect();
    let argument = match names.is_empty() || !takes_value {
        true => argument,
        false => argument.value_names(names),
    };
    let argument = argument
        .help_heading(heading.text(language))
        .help(help)
        .long_help(long);
    if takes_value {
        argument.hide_default_value(true).hide_possible_values(true)
    } else {
        argument
    }
}

/// Prints an error in the arguments, or the help that was asked for, and ends the process as clap
/// does.
pub(super) fn exit(error: &clap::Error, console: Console) -> ! {
    let Some(message) =
        words(error, console.language).filter(|_| console.language != MessageLanguage::English)
    else {
        error.exit();
    };
    console.error(&message);
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        let usage = usage.trim_start_matches("Usage:").trim();
        super::note(&format!("\n{} {usage}", console.text(&message!("Usage:"))));
    }
    super::note("");
    console.note(&message!("For more, run griot with `--help`"));
    std::process::exit(2)
}

/// Returns an error in words of our own. `None` for help and the version.
fn words(error: &clap::Error, language: MessageLanguage) -> Option<Message> {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let argument = text(ContextKind::InvalidArg);
    let value = text(ContextKind::InvalidValue);
    let message = match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return None,
        ErrorKind::InvalidValue if value.is_empty() => {
            message!("`{argument}` needs a value", argument)
        }
        ErrorKind::InvalidValue => match text(ContextKind::ValidValue) {
            valid if valid.is_empty() => {
                message!(
                    "`{value}` is not a valid value of `{argument}`",
                    value,
                    argument
                )
            }
            valid => message!(
                "`{value}` is not a valid value of `{argument}`; write one of {valid}",
                value,
                argument,
                valid
            ),
        },
        ErrorKind::ValueValidation => {
            let reason = std::error::Error::source(error).map(ToString::to_string);
            let reason = Message::of_text(reason.unwrap_or_default());
            if reason.is_translated(language) {
                message!(
                    "`{value}` is not a valid value of `{argument}`: {reason}",
                    value,
                    argument,
                    reason
                )
            } else {
                message!(
                    "`{value}` is not a valid value of `{argument}`",
                    value,
                    argument
                )
            }
        }
        ErrorKind::UnknownArgument => match text(ContextKind::SuggestedArg) {
            near if near.is_empty() => message!("unexpected argument `{argument}`", argument),
            near => message!(
                "unexpected argument `{argument}`; did you mean `{near}`?",
                argument,
                near
            ),
        },
        ErrorKind::InvalidSubcommand => {
            let command = text(ContextKind::InvalidSubcommand);
            match text(ContextKind::SuggestedSubcommand) {
                near if near.is_empty() => message!("unknown command `{command}`", command),
                near => message!(
                    "unknown command `{command}`; did you mean `{near}`?",
                    command,
                    near
                ),
            }
        }
        ErrorKind::MissingRequiredArgument => {
            message!("missing argument: {argument}", argument)
        }
        ErrorKind::MissingSubcommand => message!("a command is missing"),
        ErrorKind::ArgumentConflict => {
            let other = text(ContextKind::PriorArg);
            message!(
                "`{argument}` cannot be used with `{other}`",
                argument,
                other
            )
        }
        _ => message!("the arguments are not valid"),
    };
    Some(message)
}

/// Returns all texts of a command and its subcommands, for the catalogue.
pub(super) fn texts(command: &Command, texts: &mut Vec<String>) {
    texts.extend(command.get_about().map(ToString::to_string));
    for argument in command.get_arguments() {
        texts.extend(argument.get_help().map(ToString::to_string));
        if argument.get_action().takes_values() {
            let names = argument.get_value_names().unwrap_or_default();
            texts.extend(names.iter().map(ToString::to_string));
        }
        let values = argument.get_possible_values();
        texts.extend(
            values
                .iter()
                .filter_map(|value| value.get_help().map(ToString::to_string)),
        );
    }
    for one in command.get_subcommands() {
        self::texts(one, texts);
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::cli::Arguments;

    #[test]
    fn the_command_line_is_valid_in_every_language() {
        for language in MessageLanguage::ALL {
            localized(Arguments::command(), language).debug_assert();
        }
    }

    #[test]
    fn help_has_no_words_of_clap() {
        let mut command = localized(Arguments::command(), MessageLanguage::French);
        command.build();
        for name in ["build", "new", "explain"] {
            let one = command.find_subcommand_mut(name).expect("it is a command");
            let help = one.render_long_help().to_string();
            for word in ["Usage:", "default:", "possible values", "Print"] {
                assert!(!help.contains(word), "{help}");
            }
        }
    }
}
