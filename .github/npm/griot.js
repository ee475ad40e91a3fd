#!/usr/bin/env node
// Starts the griot of this system, which is in a package of its own beside this one.
"use strict";

const { spawn } = require("node:child_process");

const own = require("../package.json");
const system = `${process.platform}-${process.arch}`;
const name = Object.keys(own.optionalDependencies).find((name) => name.endsWith(`/${system}`));

// Where the binary is, or nothing, after saying why.
function binary() {
  if (name === undefined) {
    const systems = Object.keys(own.optionalDependencies).map((name) => name.split("/")[1]);
    console.error(
      `griot: there is no binary for ${system}, only for ${systems.join(", ")}\n` +
        `griot: it can be built from ${own.homepage}`,
    );
    return undefined;
  }
  try {
    return require.resolve(`${name}/bin/griot${process.platform === "win32" ? ".exe" : ""}`);
  } catch {
    console.error(
      `griot: the package ${name} is not installed, which holds the binary for this system\n` +
        `griot: install ${own.name} again, with optional dependencies (no --omit=optional), ` +
        `on the system where it is to run`,
    );
    return undefined;
  }
}

const file = binary();
if (file === undefined) {
  process.exit(1);
}
const child = spawn(file, process.argv.slice(2), { stdio: "inherit" });

// A signal is the child's to answer; this process ends when the child has.
const signals = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"];
for (const signal of signals) {
  process.on(signal, () => child.kill(signal));
}
child.on("error", (error) => {
  console.error(`griot: ${file} cannot be run: ${error.message}`);
  process.exit(1);
});
child.on("exit", (code, signal) => {
  if (signal === null) {
    process.exit(code);
  }
  // Whoever waits for this process sees that a signal ended it.
  signals.forEach((name) => process.removeAllListeners(name));
  process.kill(process.pid, signal);
});
