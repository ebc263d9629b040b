/** Errors as the kernel names them, with the sentence that commands print. */

const sentences = {
  EACCES: "Permission denied",
  EBADF: "Bad file descriptor",
  EBUSY: "Device or resource busy",
  EEXIST: "File exists",
  EFBIG: "File too large",
  EINVAL: "Invalid argument",
  EIO: "Input/output error",
  EISDIR: "Is a directory",
  ELOOP: "Too many levels of symbolic links",
  ENOENT: "No such file or directory",
  ENOSPC: "No space left on device",
  ENOTDIR: "Not a directory",
  ENOTEMPTY: "Directory not empty",
  EPIPE: "Broken pipe",
  EROFS: "Read-only file system",
} as const;

/** Name of an error number. */
export type ErrorName = keyof typeof sentences;

/** A system call that failed; the message is the kernel's sentence, without a path. */
export class SystemError extends Error {
  override readonly name = "SystemError";
  readonly code: ErrorName;

  constructor(code: ErrorName) {
    super(sentences[code]);
    this.code = code;
  }
}
