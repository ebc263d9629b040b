/**
 * The shell's language: parser, expansion, interpreter, builtins, close to bash where an installer script looks. Never
 * here: programs (those are in commands/), SSH.
 */
export { createBash } from "./bash-program";
export { Shell } from "./shell";
