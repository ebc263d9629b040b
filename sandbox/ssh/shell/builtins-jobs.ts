/** Builtins about other commands: wait, kill, jobs, trap. */
import { Killed, print, signalNumbers } from "../process";
import { mapfile } from "./builtins-read";
import type { Builtin } from "./running-shell";

const wait: Builtin = async (shell, words) => {
  const ids = words.filter((word) => !word.startsWith("-"));
  if (ids.length === 0) {
    await Promise.all([...shell.jobs.values()].map((job) => job.done));
    shell.jobs.clear();
    return 0;
  }
  let status = 0;
  for (const id of ids) {
    const job = shell.jobs.get(Number(id.replace(/^%/, "")));
    if (job === undefined) {
      await shell.complain(`wait: pid ${id} is not a child of this shell`);
      status = 127;
    } else status = await job.done;
  }
  return status;
};

const kill: Builtin = async (shell, words) => {
  const [first = ""] = words;
  const flag = /^-(?:s\s*)?(?:SIG)?([A-Z0-9]+)$/.exec(first)?.[1];
  const name = Object.entries(signalNumbers).find(([, number]) => String(number) === flag)?.[0] ?? flag ?? "TERM";
  let status = 0;
  for (const id of words.filter((word) => /^%?\d+$/.test(word))) {
    const job = shell.jobs.get(Number(id.replace("%", "")));
    if (name !== "0" && Number(id) === shell.state.processId) throw new Killed(name);
    if (name === "0" && (job !== undefined || Number(id) === shell.state.processId)) continue;
    if (job === undefined) {
      await shell.complain(`kill: (${id}) - No such process`);
      status = 1;
    } else job.kill(name);
  }
  return status;
};

const jobs: Builtin = async (shell) => {
  for (const id of shell.jobs.keys()) await print(shell, `[1]+  Running                 ${id}\n`);
  return 0;
};

const trap: Builtin = async (shell, words) => {
  const [action, ...signals] = words[0] === "--" ? words.slice(1) : words;
  if (action === undefined || action === "-p") {
    for (const [signal, text] of shell.state.traps) await print(shell, `trap -- '${text}' ${signal}\n`);
    return 0;
  }
  for (const signal of signals.length === 0 ? [action] : signals) {
    const name = signal === "0" ? "EXIT" : signal.toUpperCase().replace(/^SIG/, "");
    if (action === "-" || signals.length === 0) shell.state.traps.delete(name);
    else shell.state.traps.set(name, action);
  }
  return 0;
};

/** The builtins of this file (and `mapfile`, which no other table wants). */
export const jobControl: readonly (readonly [string, Builtin])[] = [
  ["wait", wait],
  ["kill", kill],
  ["jobs", jobs],
  ["trap", trap],
  ["disown", async () => 0],
  ["mapfile", mapfile],
  ["readarray", mapfile],
];
