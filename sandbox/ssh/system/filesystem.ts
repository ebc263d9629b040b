/** A file system in memory: what a rescue system has for a root. */
import { FileContent, Space } from "./file-content";
import { directoryNode, type FileNode, fileNode, type Node } from "./node";
import { OpenFile } from "./open-file";
import { NamedPipe } from "./pipe";
import { SystemError } from "./system-error";

/** How a path is opened. */
export type OpenMode = "read" | "write" | "append" | "read-write" | "update";

type Directory = Node & { type: "directory" };
/** As many symbolic links in one path as Linux follows. */
const maximumLinks = 40;

/** A tree of files with a limit on their bytes. */
export class Filesystem {
  readonly root: Directory = directoryNode();
  readonly space: Space;
  readonly #nowMs: () => number;

  /** `capacityBytes`: how much the files may hold together. */
  constructor(capacityBytes: number, nowMs: () => number) {
    this.space = new Space(capacityBytes);
    this.#nowMs = nowMs;
  }

  /** The path without ".", ".." and doubled slashes, from the root. */
  normalise(path: string, cwd: string): string {
    const words: string[] = [];
    for (const word of (path.startsWith("/") ? path : `${cwd}/${path}`).split("/")) {
      if (word === "..") words.pop();
      else if (word !== "" && word !== ".") words.push(word);
    }
    return `/${words.join("/")}`;
  }

  /** The node at a path; throws SystemError ENOENT, ENOTDIR or ELOOP. `follow` false: the last link itself. */
  lookup(path: string, cwd: string, follow = true): Node {
    if (path === "") throw new SystemError("ENOENT");
    return this.#walk(this.normalise(path, cwd), follow, maximumLinks);
  }

  /** Like {@link lookup}; undefined when there is nothing. */
  find(path: string, cwd: string, follow = true): Node | undefined {
    try {
      return this.lookup(path, cwd, follow);
    } catch (error) {
      if (error instanceof SystemError) return undefined;
      throw error;
    }
  }

  /** Opens a path; a file that is missing is made, except for reading and updating. */
  open(path: string, cwd: string, mode: OpenMode): OpenFile {
    const found = this.find(path, cwd);
    if (found === undefined && (mode === "read" || mode === "update")) throw new SystemError("ENOENT");
    const node = found ?? this.put(path, cwd, this.newFile());
    if (node.type === "directory") throw new SystemError("EISDIR");
    if (node.type === "block" || node.type === "character") return node.open();
    if (node.type === "fifo") return node.open(mode !== "read");
    if (node.type === "generated") {
      if (mode !== "read") throw new SystemError("EACCES");
      return openBytes(Buffer.from(node.text(), "latin1"));
    }
    if (node.type !== "file") throw new SystemError("ELOOP");
    if (mode === "write") node.content.truncate(0);
    return this.#openFile(node, mode);
  }

  /** A new, empty file that stands nowhere yet. */
  newFile(mode = 0o644): FileNode {
    return fileNode(new FileContent(this.space), mode, this.#nowMs());
  }

  /** A new pipe with a name. */
  newFifo(): Node {
    const pipe = new NamedPipe();
    const open = (write: boolean): OpenFile => pipe.open(write ? "writer" : "reader");
    return { type: "fifo", mode: 0o644, modifiedMs: this.#nowMs(), open };
  }

  /** Puts a node at a path whose directory exists, in place of what was there. */
  put<T extends Node>(path: string, cwd: string, node: T): T {
    const { directory, name } = this.#parent(path, cwd);
    this.#release(directory.entries.get(name));
    directory.entries.set(name, node);
    return node;
  }

  /** Writes a whole file, with the directories above it. */
  writeFile(path: string, text: string, mode = 0o644): void {
    this.makeDirectory(this.normalise(`${path}/..`, "/"), "/", true);
    const node = this.put(path, "/", this.newFile(mode));
    node.content.write(0, Buffer.from(text, "latin1"));
  }

  /** The whole text of a file. */
  readFile(path: string, cwd: string): string {
    const node = this.lookup(path, cwd);
    if (node.type === "generated") return node.text();
    if (node.type === "directory") throw new SystemError("EISDIR");
    if (node.type !== "file") throw new SystemError("EINVAL");
    return node.content.read(0, node.content.length).toString("latin1");
  }

  makeDirectory(path: string, cwd: string, parents = false, mode = 0o755): void {
    const full = this.normalise(path, cwd);
    if (parents) {
      const words = full.split("/").filter((word) => word !== "");
      for (let count = 1; count <= words.length; count += 1)
        this.#makeOne(`/${words.slice(0, count).join("/")}`, mode, true);
    } else this.#makeOne(full, mode, false);
  }

  /** Removes a path; a directory only with `recursive`, or when it is empty and `directory` is set. */
  remove(path: string, cwd: string, { recursive = false, directory = false } = {}): void {
    const node = this.lookup(path, cwd, false);
    if (node.type === "directory") {
      if (!recursive && !directory) throw new SystemError("EISDIR");
      if (!recursive && node.entries.size > 0) throw new SystemError("ENOTEMPTY");
    }
    const parent = this.#parent(path, cwd);
    parent.directory.entries.delete(parent.name);
    this.#release(node);
  }

  /** Moves a node to another path, in place of what was there. */
  move(from: string, to: string, cwd: string): void {
    const node = this.lookup(from, cwd, false);
    const source = this.#parent(from, cwd);
    const target = this.#parent(to, cwd);
    if (this.normalise(to, cwd).startsWith(`${this.normalise(from, cwd)}/`)) throw new SystemError("EINVAL");
    source.directory.entries.delete(source.name);
    if (target.directory.entries.get(target.name) !== node) this.#release(target.directory.entries.get(target.name));
    target.directory.entries.set(target.name, node);
  }

  #makeOne(path: string, mode: number, mayExist: boolean): void {
    const found = this.find(path, "/");
    if (found === undefined) {
      this.put(path, "/", { ...directoryNode(mode), modifiedMs: this.#nowMs() });
      return;
    }
    if (!mayExist) throw new SystemError("EEXIST");
    if (found.type !== "directory") throw new SystemError("ENOTDIR");
  }

  #openFile(node: FileNode, mode: OpenMode): OpenFile {
    let position = 0;
    const { content } = node;
    return new OpenFile({
      kind: "file",
      size: () => content.length,
      seek: (offset) => {
        position = offset;
      },
      truncate: (length) => content.truncate(length),
      read: async (maxBytes) => {
        const bytes = content.read(position, maxBytes);
        position += bytes.length;
        return bytes;
      },
      ...(mode !== "read" && {
        write: async (bytes: Uint8Array) => {
          if (mode === "append") position = content.length;
          content.write(position, bytes);
          position += bytes.length;
          node.modifiedMs = this.#nowMs();
        },
      }),
    });
  }

  #parent(path: string, cwd: string): { directory: Directory; name: string } {
    const full = this.normalise(path, cwd);
    const slash = full.lastIndexOf("/");
    const directory = this.#walk(full.slice(0, slash) || "/", true, maximumLinks);
    if (directory.type !== "directory") throw new SystemError("ENOTDIR");
    if (full === "/") throw new SystemError("EBUSY");
    return { directory, name: full.slice(slash + 1) };
  }

  #walk(full: string, follow: boolean, links: number): Node {
    let node: Node = this.root;
    const words = full.split("/").filter((word) => word !== "");
    for (const [index, word] of words.entries()) {
      if (node.type !== "directory") throw new SystemError("ENOTDIR");
      const next: Node | undefined = node.entries.get(word);
      if (next === undefined) throw new SystemError("ENOENT");
      if (next.type === "symlink" && (follow || index < words.length - 1)) {
        if (links === 0) throw new SystemError("ELOOP");
        const above = `/${words.slice(0, index).join("/")}`;
        const rest = words.slice(index + 1).join("/");
        return this.#walk(this.normalise(`${next.target}/${rest}`, above), follow, links - 1);
      }
      node = next;
    }
    return node;
  }

  #release(node: Node | undefined): void {
    if (node?.type === "file") node.content.truncate(0);
    if (node?.type === "directory") for (const entry of node.entries.values()) this.#release(entry);
  }
}

/** A file that is read from bytes at hand (a here-document, /proc). */
export function openBytes(bytes: Uint8Array): OpenFile {
  let position = 0;
  return new OpenFile({
    kind: "file",
    size: () => bytes.length,
    seek: (offset) => {
      position = offset;
    },
    read: async (maxBytes) => {
      const part = bytes.subarray(position, position + maxBytes);
      position += part.length;
      return part;
    },
  });
}
