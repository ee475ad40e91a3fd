//! Messages on a byte stream: a header with the length, an empty line, a body in JSON.
//!
//! The reader of `lsp_server` allocates as many bytes as a header asks for, and ends at the first
//! message that is none. This one has limits, and goes on after everything whose end is known.

use std::io::{self, BufRead, Read as _};

use lsp_server::Message;

/// The maximum length of a message, in bytes: twice the longest text that griot reads, and more for
/// escapes.
const MAX_MESSAGE: usize = 64 * 1024 * 1024;

/// The maximum length of a header line, in bytes.
const MAX_HEADER: u64 = 8 * 1024;

/// The maximum number of lines of a header.
const MAX_HEADERS: usize = 32;

/// What was read from a client.
#[derive(Debug)]
pub(super) enum Incoming {
    Message(Message),
    /// A body that is not JSON, or not a message of the protocol.
    Malformed(Malformed),
    /// The end of the stream, or a header after which no message can be found.
    End,
}

/// Why a body is not a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Malformed {
    NotJson,
    NotMessage,
    TooLong,
}

/// Reads the next message.
///
/// # Errors
/// If the stream cannot be read.
pub(super) fn read(input: &mut impl BufRead) -> io::Result<Incoming> {
    let Some(length) = header(input)? else {
        return Ok(Incoming::End);
    };
    if length > MAX_MESSAGE {
        let skipped = io::copy(&mut input.take(length as u64), &mut io::sink())?;
        return Ok(match skipped == length as u64 {
            true => Incoming::Malformed(Malformed::TooLong),
            false => Incoming::End,
        });
    }
    let mut body = Vec::new();
    input.take(length as u64).read_to_end(&mut body)?;
    if body.len() < length {
        return Ok(Incoming::End);
    }
    Ok(message(&body))
}

/// Parses the body of a message.
fn message(body: &[u8]) -> Incoming {
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(body) else {
        return Incoming::Malformed(Malformed::NotJson);
    };
    match serde_json::from_value(value) {
        Ok(message) => Incoming::Message(message),
        Err(_) => Incoming::Malformed(Malformed::NotMessage),
    }
}

/// Reads a header. Returns the length of the message after it, or `None` if there is none.
fn header(input: &mut impl BufRead) -> io::Result<Option<usize>> {
    let mut length = None;
    for _ in 0..MAX_HEADERS {
        let mut line = Vec::new();
        input.take(MAX_HEADER).read_until(b'\n', &mut line)?;
        if !line.ends_with(b"\n") {
            return Ok(None);
        }
        let line = line.trim_ascii();
        if line.is_empty() {
            // Empty lines between messages are skipped.
            if length.is_some() {
                return Ok(length);
            }
            continue;
        }
        let Some(colon) = line.iter().position(|byte| *byte == b':') else {
            continue;
        };
        let (name, value) = line.split_at(colon);
        if name.eq_ignore_ascii_case(b"content-length") {
            let value = std::str::from_utf8(&value[1..]).unwrap_or_default();
            match value.trim().parse() {
                Ok(number) => length = Some(number),
                Err(_) => return Ok(None),
            }
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns what is read from a stream, until its end.
    fn all(mut stream: &[u8]) -> Vec<String> {
        let mut found = Vec::new();
        loop {
            match read(&mut stream).expect("memory can be read") {
                Incoming::Message(Message::Request(request)) => found.push(request.method),
                Incoming::Message(Message::Notification(about)) => found.push(about.method),
                Incoming::Message(Message::Response(_)) => found.push("response".into()),
                Incoming::Malformed(reason) => found.push(format!("{reason:?}")),
                Incoming::End => return found,
            }
        }
    }

    fn framed(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    #[test]
    fn messages_follow_each_other() {
        let first = framed(r#"{"jsonrpc":"2.0","id":1,"method":"a"}"#);
        let second = r#"{"jsonrpc":"2.0","method":"b","params":{"x":"é"}}"#;
        let stream = format!(
            "{first}Content-Type: x\r\ncontent-length:{}\r\n\r\n{second}",
            second.len()
        );
        assert_eq!(all(stream.as_bytes()), ["a", "b"]);
    }

    #[test]
    fn what_is_no_message_is_skipped_if_its_end_is_known() {
        let stream = format!(
            "{}{}{}{}",
            framed("{"),
            framed("[1, 2]"),
            framed("\"text\""),
            framed(r#"{"method":"c"}"#)
        );
        let stream = [stream.as_bytes(), b"Content-Length: 2\r\n\r\n\xff\xfe"].concat();
        let expected = ["NotJson", "NotMessage", "NotMessage", "c", "NotJson"];
        assert_eq!(all(&stream), expected);
    }

    #[test]
    fn hostile_headers_end_the_stream() {
        for header in [
            "Content-Length: 99999999999999999999999\r\n\r\n{}",
            "Content-Length: 18446744073709551615\r\n\r\n{}",
            "Content-Length: -1\r\n\r\n{}",
            "Content-Length: 1000000\r\n\r\n{}",
            "Content-Length: 5",
            "",
            "GET / HTTP/1.1\r\nHost: example.org\r\n\r\n",
        ] {
            assert_eq!(all(header.as_bytes()), [""; 0], "{header}");
        }
        assert_eq!(all(&vec![b'x'; 100_000]), [""; 0]);
    }
}
