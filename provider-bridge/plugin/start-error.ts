/**
 * A provider process that cannot start, for a reason that its user can remove. The message is one sentence that says
 * how; it is shown as it is, without a stack.
 */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StartError";
  }
}

/** The code of a system error ("ENOSPC") with what it means, for messages. */
export function systemErrorText(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const meaning = meanings[code];
  return meaning === undefined ? String(error instanceof Error ? error.message : error) : `${meaning} (${code})`;
}

const meanings: Readonly<Record<string, string>> = {
  EACCES: "no permission",
  EPERM: "no permission",
  EROFS: "read-only file system",
  ENOSPC: "no space left on the device",
  EDQUOT: "disk quota used up",
  ENOENT: "no such directory",
  ENOTDIR: "not a directory",
  EMFILE: "too many open files",
  ENFILE: "too many open files in the system",
  EINVAL: "not possible there",
  EOPNOTSUPP: "no sockets in that file system",
};
