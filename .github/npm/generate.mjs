// Makes the npm packages of a release from its archives:
//   node .github/npm/generate.mjs FOLDER ARCHIVES [--all]
// FOLDER gets one package for each archive in ARCHIVES, and the one that people install. With --all, a
// missing archive is an error.
//
// The packages for systems are in a scope, as those of esbuild and Biome are: nobody but the scope's owner
// can publish in it, so nobody can put a binary of theirs under the name of a system that is added later.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// The archives of release.yml, by what Node calls the system.
const targets = {
  "linux-x64": "x86_64-unknown-linux-musl",
  "linux-arm64": "aarch64-unknown-linux-musl",
  "darwin-arm64": "aarch64-apple-darwin",
  "darwin-x64": "x86_64-apple-darwin",
  "win32-x64": "x86_64-pc-windows-msvc",
};

const [folder, archives, all] = process.argv.slice(2);
const here = import.meta.dirname ?? new URL(".", import.meta.url).pathname;
const root = join(here, "../..");

// A value of the first table that has the key, in a file whose values stand in lines of their own.
function value(file, key) {
  const text = readFileSync(join(root, file), "utf8");
  const found = text.match(new RegExp(`^${key} = "(.*)"$`, "m"));
  if (found === null) {
    throw new Error(`${file} has no ${key}`);
  }
  return found[1];
}

const name = value("pyproject.toml", "name");
const version = value("Cargo.toml", "version");
const repository = process.env.GITHUB_REPOSITORY
  ? `https://github.com/${process.env.GITHUB_REPOSITORY}`
  : value("Cargo.toml", "repository");
const shared = {
  version,
  description: value("Cargo.toml", "description"),
  license: value("Cargo.toml", "license"),
  homepage: repository,
  repository: { type: "git", url: `git+${repository}.git` },
};

function make(below, about, readme) {
  const at = join(folder, below);
  mkdirSync(join(at, "bin"), { recursive: true });
  writeFileSync(join(at, "package.json"), `${JSON.stringify(about, null, 2)}\n`);
  writeFileSync(join(at, "README.md"), readme);
  for (const name of ["LICENSE", "LICENSE-MIT", "LICENSE-APACHE"]) {
    cpSync(join(root, name), join(at, name));
  }
  return at;
}

for (const [system, target] of Object.entries(targets)) {
  const stem = `griot-${version}-${target}`;
  const archive = join(archives, `${stem}.tar.gz`);
  if (!existsSync(archive)) {
    if (all === "--all") {
      throw new Error(`${archive} is missing`);
    }
    continue;
  }
  const [os, cpu] = system.split("-");
  const binary = os === "win32" ? "griot.exe" : "griot";
  const about = {
    name: `@${name}/${system}`,
    ...shared,
    os: [os],
    cpu: [cpu],
    files: ["bin"],
    // Yarn keeps packages in archives, from which no program can be run.
    preferUnplugged: true,
  };
  const readme = `# @${name}/${system}\n\nThe binary of [griot](${repository}) for ${system}.\n`;
  const at = make(system, about, readme);
  execFileSync("tar", ["-xzf", archive, "-C", join(at, "bin"), "--strip-components=1", `${stem}/${binary}`]);
}

const systems = Object.keys(targets).map((system) => [`@${name}/${system}`, version]);
const at = make(
  name,
  {
    name,
    ...shared,
    bin: { griot: "bin/griot.js" },
    files: ["bin"],
    engines: { node: ">=18" },
    // npm installs the one whose `os` and `cpu` fit, and passes over the others.
    optionalDependencies: Object.fromEntries(systems),
  },
  `# griot\n\n${shared.description}.\n\nThis package starts the binary of [griot](${repository}) for your system.\n`,
);
cpSync(join(here, "griot.js"), join(at, "bin/griot.js"));
