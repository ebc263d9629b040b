const meanings: Readonly<Record<string, string>> = {
  EACCES: "no permission",
  EADDRINUSE: "already in use",
  EPERM: "no permission",
  EROFS: "read-only file system",
  ENOSPC: "no space left on the device",
  EDQUOT: "disk quota used up",
  ENOENT: "no such directory",
  ENOTDIR: "not a directory",
  EMFILE: "too many open files",
  ENFILE: "too many open files in the system",
};

/** The code of an error that the operating system gave ("ENOSPC"), or "" for any other value. */
export function systemErrorCode(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
}

/** The meaning of such a code with the code itself, for messages; the text of the error where the code is not known. */
export function systemErrorText(error: unknown): string {
  const code = systemErrorCode(error);
  const meaning = meanings[code];
  return meaning === undefined ? String(error instanceof Error ? error.message : error) : `${meaning} (${code})`;
}
