/**
 * The operating system under the shell: open files, pipes with back-pressure, a file system in memory, devices. All
 * text is "byte text": one character a byte (Latin-1), so that nothing is lost on the way through. Never here: the
 * shell's language, commands, SSH.
 */
export { FileTable } from "./file-table";
export { Filesystem, type OpenMode } from "./filesystem";
export { directoryNode, type FileNode, fileNode, type Node } from "./node";
export { OpenFile } from "./open-file";
export { createPipe } from "./pipe";
export { type ErrorName, SystemError } from "./system-error";
