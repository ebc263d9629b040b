/** What stands in a directory. */
import type { FileContent } from "./file-content";
import type { OpenFile } from "./open-file";

interface NodeCommon {
  /** Permission bits, e.g. 0o644. */
  mode: number;
  /** Milliseconds since 1970. */
  modifiedMs: number;
}

/** A regular file. */
export type FileNode = NodeCommon & { type: "file"; content: FileContent };

/** Anything that a path may lead to. */
export type Node =
  | FileNode
  | (NodeCommon & { type: "directory"; entries: Map<string, Node> })
  | (NodeCommon & { type: "symlink"; target: string })
  | (NodeCommon & { type: "generated"; text: () => string })
  | (NodeCommon & { type: "fifo"; open: (write: boolean) => OpenFile })
  | (NodeCommon & { type: "block" | "character"; open: () => OpenFile; sizeBytes: number });

/** An empty directory. */
export function directoryNode(mode = 0o755): Node & { type: "directory" } {
  return { type: "directory", entries: new Map(), mode, modifiedMs: 0 };
}

/** A file with this content. */
export function fileNode(content: FileContent, mode: number, modifiedMs: number): FileNode {
  return { type: "file", content, mode, modifiedMs };
}
