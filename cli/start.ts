/** What `hephaestus` starts with: any Node can read it, and one that is too old is told so. */
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major > 20 || (major === 20 && minor >= 19)) {
  const { main }: typeof import("./main") = require("./main");
  main(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exitCode = 1;
    },
  );
} else {
  process.stderr.write(`Cannot start: this is Node ${process.versions.node}, and 20.19 or newer is needed\n`);
  process.exitCode = 1;
}
