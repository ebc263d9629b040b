import type { MessageInit, MessageNames, MessageSet } from "../../../wire/protobuf";

/** One resource, as the machine's plain data tell it at this moment. Version and times are counted by the store. */
export interface ResourceContent {
  readonly id: string;
  /** The message of its specification, encoded. */
  readonly spec: Uint8Array;
  /** The same as plain data: keys in lower camel case, enumerations as words, addresses as text; or YAML as it is. */
  readonly yaml: unknown;
  readonly labels: ReadonlyMap<string, string>;
  /** The controller of Talos that makes it, as in "network.NodeAddressController". */
  readonly owner: string;
}

/** YAML that is written as it is, where a resource holds a document. */
export class YamlText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A type of resources in one namespace, and how it is read from `Owner`, a machine. */
export interface ResourceKind<Owner> {
  readonly namespace: string;
  /** As in "MachineStatuses.runtime.talos.dev". */
  readonly type: string;
  /** Only administrators may read it. */
  readonly isSensitive: boolean;
  /** Names that clients may use beside those which follow from the type; default: none. */
  readonly aliases?: readonly string[];
  /** Columns of a client's table: heading → JSON path; default: none. */
  readonly columns?: Readonly<Record<string, string>>;
  /**
   * Must be quick and without effect: it is called again after each change of the machine. Who gives the very array that
   * was given before says that nothing has changed.
   */
  list(owner: Owner): readonly ResourceContent[];
}

/** Makes a resource from its message, `yaml` being the same content as plain data. */
export function resource<Messages, Name extends MessageNames<Messages>>(
  messages: MessageSet<Messages>,
  name: Name,
  id: string,
  spec: MessageInit<Messages[Name]> & object,
  yaml: unknown,
  more: Partial<Pick<ResourceContent, "labels" | "owner">> = {},
): ResourceContent {
  return { id, spec: messages.encode(name, spec), yaml, labels: more.labels ?? new Map(), owner: more.owner ?? "" };
}
