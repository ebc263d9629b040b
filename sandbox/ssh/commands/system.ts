/** Programs about the machine: uname, free, date, shutdown … */
import { complain, Failure, type Process, type Program, print } from "../process";
import { Options } from "./options";

/** `uname`. */
export const uname: Program = async ({ machine, words, ...process }) => {
  const release = machine.system === "rescue" ? "6.12.19-amd64" : "6.8.0-71-generic";
  const parts: readonly (readonly [string, string])[] = [
    ["s", "Linux"],
    ["n", machine.hostname],
    ["r", release],
    ["v", "#1 SMP PREEMPT_DYNAMIC"],
    ["m", machine.architecture],
    ["o", "GNU/Linux"],
  ];
  const flags = words.join("").replaceAll("-", "");
  const wanted = parts.filter(([flag]) => flags.includes("a") || (flags === "" ? flag === "s" : flags.includes(flag)));
  await print(process, `${wanted.map(([, text]) => text).join(" ")}\n`);
  return 0;
};

/** A program that prints one line. */
export function line(text: (process: Process) => string): Program {
  return async (process) => {
    await print(process, `${text(process)}\n`);
    return 0;
  };
}

/** `free`, in KiB or with -m, -g, -b. */
export const free: Program = async (process) => {
  const flag = /^-([bkmgh])/.exec(process.words[0] ?? "-k")?.[1] ?? "k";
  const divisor = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, h: 1024 ** 2 }[flag] ?? 1024;
  const total = Math.floor(process.machine.memoryBytes / divisor);
  const used = Math.floor(process.filesystem.space.usedBytes / divisor);
  const columns = ["total", "used", "free", "shared", "buff/cache", "available"]
    .map((name) => name.padStart(12))
    .join("");
  const numbers = [total, used, total - used, 0, 0, total - used].map((number) => String(number).padStart(12)).join("");
  await print(process, `       ${columns}\nMem:   ${numbers}\nSwap:  ${"0".padStart(12).repeat(3)}\n`);
  return 0;
};

/** `seq`. */
export const seq: Program = async (process) => {
  const options = new Options(
    process.words.map((word) => (/^-\d/.test(word) ? ` ${word}` : word)),
    { flags: "w", values: "sf" },
  );
  const numbers = options.operands.map(Number);
  const bad = numbers.findIndex(Number.isNaN);
  if (numbers.length === 0) throw new Failure("missing operand");
  if (bad !== -1) throw new Failure(`invalid floating point argument: '${options.operands[bad]}'`);
  const [first = 1, step = 1, last = 1] =
    numbers.length === 1 ? [1, 1, numbers[0]] : numbers.length === 2 ? [numbers[0], 1, numbers[1]] : numbers;
  const items: string[] = [];
  for (let value = first; step > 0 ? value <= last : value >= last; value += step) {
    items.push(String(value));
    if (step === 0 || items.length > 1_000_000) break;
  }
  if (items.length > 0) await print(process, `${items.join(options.value("s") ?? "\n")}\n`);
  return 0;
};

/** `date`, in simulated time: no format, +%s, +%F, +%T and -u and -Iseconds. */
export const date: Program = async (process) => {
  const now = new Date(process.machine.now());
  const iso = now.toISOString();
  const parts: Readonly<Record<string, string>> = {
    s: String(Math.floor(now.getTime() / 1000)),
    F: iso.slice(0, 10),
    T: iso.slice(11, 19),
    Y: iso.slice(0, 4),
    m: iso.slice(5, 7),
    d: iso.slice(8, 10),
    H: iso.slice(11, 13),
    M: iso.slice(14, 16),
    S: iso.slice(17, 19),
    N: `${iso.slice(20, 23)}000000`,
    Z: "UTC",
    z: "+0000",
  };
  const format = process.words.find((word) => word.startsWith("+"));
  const text = process.words.some((word) => word.startsWith("-I")) ? `${iso.slice(0, 19)}+00:00` : now.toUTCString();
  await print(
    process,
    `${format?.slice(1).replace(/%([a-zA-Z])/g, (whole, letter: string) => parts[letter] ?? whole) ?? text}\n`,
  );
  return 0;
};

/** `shutdown`, `poweroff`, `halt` and `reboot`: the guest ends, and the connection with it. */
export const shutdown: Program = async (process) => {
  const flags = process.words.filter((word) => word.startsWith("-")).join("");
  if (flags.includes("c")) return 0;
  const isReboot = process.name === "reboot" || flags.includes("r") || flags.includes("--reboot");
  const time = process.name === "shutdown" ? process.words.find((word) => !word.startsWith("-")) : "now";
  const minutes = time === undefined ? 1 : time === "now" ? 0 : /^\+?\d+$/.test(time) ? Number(time) : undefined;
  if (minutes === undefined) {
    await complain(process, `Failed to parse time specification: ${time}`);
    return 1;
  }
  const end = () => process.machine.end(isReboot ? "reboot" : "poweroff");
  if (minutes === 0) end();
  else void process.machine.sleep(minutes * 60_000, process.signal).then(end, () => undefined);
  return 0;
};

/** `systemctl`: power, and nothing else that an installer waits for. */
export const systemctl: Program = async (process) => {
  const [verb = ""] = process.words.filter((word) => !word.startsWith("-"));
  if (verb !== "reboot" && verb !== "poweroff" && verb !== "halt") return 0;
  process.machine.end(verb === "reboot" ? "reboot" : "poweroff");
  return 0;
};
