/** Programs about time and about other programs: sleep, timeout, env, xargs … */
import { Failure, Killed, type Program, print } from "../process";
import { Options } from "./options";

/** Milliseconds of "5", "0.2", "1m", "2h"; "infinity" too. */
function durationMs(text: string): number | undefined {
  if (text === "infinity") return Number.POSITIVE_INFINITY;
  const match = /^(\d*\.?\d+)([smhd]?)$/.exec(text);
  if (match === null) return undefined;
  const factors: Readonly<Record<string, number>> = { "": 1, s: 1, m: 60, h: 3600, d: 86_400 };
  return Number(match[1]) * (factors[match[2] ?? ""] ?? 1) * 1000;
}

/** A wait without end is cut into pieces of this length. */
const longestSleepMs = 1_000_000_000;

/** `sleep`, in simulated time. */
export const sleep: Program = async (process) => {
  const durations = process.words.map(durationMs);
  if (durations.length === 0) throw new Failure("missing operand");
  const bad = durations.indexOf(undefined);
  if (bad !== -1) throw new Failure(`invalid time interval '${process.words[bad]}'`);
  let left = durations.reduce<number>((sum, duration) => sum + (duration ?? 0), 0);
  if (left === Number.POSITIVE_INFINITY) return forever(process.signal);
  for (; left > 0; left -= longestSleepMs) await process.machine.sleep(Math.min(left, longestSleepMs), process.signal);
  return 0;
};

/** At speed 0 a sleep ends at once; one that never ends must not. */
function forever(signal: AbortSignal): Promise<number> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** `timeout`, in simulated time. */
export const timeout: Program = async (process) => {
  const options = new Options(process.words, {
    flags: "v",
    values: "ks",
    long: { "kill-after": "k", signal: "s", foreground: "foreground", "preserve-status": "preserve-status" },
    status: 125,
    stopsAtOperand: true,
  });
  const [limit = "", ...words] = options.operands;
  const duration = durationMs(limit);
  if (duration === undefined) throw new Failure(`invalid time interval '${limit}'`, 125);
  if (duration === 0) return process.run(words);
  const stop = new AbortController();
  const done = new AbortController();
  const killed = new Killed("TERM");
  const limitSignal = AbortSignal.any([process.signal, done.signal]);
  const clock = process.machine.sleep(duration, limitSignal).then(
    () => stop.abort(killed),
    () => undefined,
  );
  try {
    return await process.run(words, { signal: AbortSignal.any([process.signal, stop.signal]) });
  } catch (error) {
    if (error === killed) return 124;
    throw error;
  } finally {
    done.abort();
    await clock;
  }
};

/** `env`: variables, then a command. */
export const env: Program = async (process) => {
  const options = new Options(process.words, { flags: "i0", values: "uS", stopsAtOperand: true, status: 125 });
  const environment = new Map(options.has("i") ? [] : process.environment);
  for (const name of options.values("u")) environment.delete(name);
  const words = [...options.operands];
  for (let word = words[0]; word !== undefined && /^\w+=/.test(word); word = words[0]) {
    const [name = "", ...value] = word.split("=");
    environment.set(name, value.join("="));
    words.shift();
  }
  if (words.length > 0) return process.run(words, { environment });
  for (const [name, value] of environment) await print(process, `${name}=${value}\n`);
  return 0;
};

/** `nohup`, `nice`, `ionice`, `stdbuf`, `setsid`: the command behind their options. */
export const prefix: Program = async (process) => {
  const words = [...process.words];
  while (/^-/.test(words[0] ?? "")) {
    const flag = words.shift() ?? "";
    if (/^-[ncpoei]$/.test(flag) && process.name !== "setsid") words.shift();
  }
  return words.length === 0 ? 0 : process.run(words);
};

/** `xargs CMD`: all words of standard input behind the command, or each by itself with -n 1 or -I. */
export const xargs: Program = async (process) => {
  const options = new Options(process.words, { flags: "r0tx", values: "nIPd", stopsAtOperand: true });
  const parts: Uint8Array[] = [];
  const file = process.files.get(0);
  for (
    let chunk = await file.read(65_536, process.signal);
    chunk.length > 0;
    chunk = await file.read(65_536, process.signal)
  )
    parts.push(chunk);
  const text = Buffer.concat(parts).toString("latin1");
  const items = text.split(options.has("0") ? "\0" : options.has("I") ? "\n" : /\s+/).filter((item) => item !== "");
  const command = options.operands.length === 0 ? ["echo"] : options.operands;
  const mark = options.value("I");
  const size = mark === undefined ? Number(options.value("n") ?? Math.max(1, items.length)) : 1;
  let status = 0;
  for (let at = 0; at < items.length || (at === 0 && !options.has("r") && mark === undefined); at += size) {
    const part = items.slice(at, at + size);
    const words =
      mark === undefined ? [...command, ...part] : command.map((word) => word.replaceAll(mark, part[0] ?? ""));
    if ((await process.run(words)) !== 0) status = 123;
  }
  return status;
};
