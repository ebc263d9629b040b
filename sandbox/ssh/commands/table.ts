/** The table itself. */
import type { Program } from "../process";
import { decompressor } from "./compression";
import { curl } from "./curl";
import { dd } from "./dd";
import { blkdiscard, blockdev, df, lsblk, settled, wipefs } from "./disks";
import { chmod, mkfifo, mktemp, touch, truncate } from "./file-properties";
import { cp, ln, mkdir, mv, rm, rmdir } from "./files";
import { basename, dirname, ls, readlink, stat } from "./listing";
import { echo, printf } from "./printf";
import { env, prefix, sleep, timeout, xargs } from "./processes";
import { cat, checksum, head, tail, tee, wc } from "./streams";
import { date, free, line, seq, shutdown, systemctl, uname } from "./system";
import * as text from "./text";
import { wget } from "./wget";

const succeed: Program = async () => 0;

/** Every program of a rescue system here, by name; `bash` and `sh` are the shell's to add. */
export function createPrograms(): Map<string, Program> {
  const { awk, cut, grep, sed, sort, tr, yes } = text;
  return new Map<string, Program>([
    ...Object.entries({ cat, tee, head, tail, wc, awk, cut, grep, sed, sort, tr, yes, echo, printf, curl, wget, dd }),
    ...Object.entries({
      basename,
      chmod,
      cp,
      dirname,
      ln,
      ls,
      mkdir,
      mkfifo,
      mktemp,
      mv,
      readlink,
      rm,
      rmdir,
      stat,
      touch,
      truncate,
    }),
    ...Object.entries({ date, env, free, seq, shutdown, sleep, systemctl, timeout, uname, xargs }),
    ...Object.entries({ blkdiscard, blockdev, df, lsblk, wipefs, sgdisk: wipefs }),
    ...settled,
    ...otherNames(),
    ["md5sum", checksum("md5")],
    ["sha1sum", checksum("sha1")],
    ["sha256sum", checksum("sha256")],
    ["sha512sum", checksum("sha512")],
    ["true", succeed],
    ["false", async () => 1],
    ["modprobe", succeed],
    ["chown", succeed],
    ...facts(),
    ["printenv", async (process) => env({ ...process, words: [] })],
  ]);
}

/** Programs that print a line about the machine. */
function facts(): [string, Program][] {
  return [
    ["whoami", line(() => "root")],
    ["id", line(({ words }) => (words.includes("-u") ? "0" : "uid=0(root) gid=0(root) groups=0(root)"))],
    ["hostname", line(({ machine }) => machine.hostname)],
    ["hostnamectl", line(({ machine }) => ` Static hostname: ${machine.hostname}`)],
    ["nproc", line(({ machine }) => String(machine.cores))],
    ["arch", line(({ machine }) => machine.architecture)],
    ["uptime", line(() => " up 1 min,  0 users,  load average: 0.00, 0.00, 0.00")],
  ];
}

/** Programs under more than one name; some do another thing under each. */
function otherNames(): [string, Program][] {
  const { awk, grep } = text;
  return [
    ["realpath", readlink],
    ["egrep", grep],
    ["fgrep", grep],
    ["gawk", awk],
    ["mawk", awk],
    ...["poweroff", "halt", "reboot"].map((name): [string, Program] => [name, shutdown]),
    ...["nohup", "nice", "ionice", "stdbuf", "setsid"].map((name): [string, Program] => [name, prefix]),
    ...["xz", "unxz", "xzcat"].map((name): [string, Program] => [name, decompressor("xz")]),
    ...["zstd", "unzstd", "zstdcat"].map((name): [string, Program] => [name, decompressor("zstd")]),
    ...["gzip", "gunzip", "zcat"].map((name): [string, Program] => [name, decompressor("gzip")]),
  ];
}
