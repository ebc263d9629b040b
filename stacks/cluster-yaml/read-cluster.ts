import type { ClusterProps } from "../../constructs";
import type { ClusterDocument } from "./read-document";

/**
 * The props that the text of a cluster.yaml gives. What each prop must fulfil beyond its type is checked by the
 * constructs. `file` is how the text is called in messages.
 *
 * @throws ClusterFileError that tells everything that is wrong, by line and column.
 */
export function readCluster(text: string, file: string): ClusterProps {
  return readClusterDocument(text, file).props;
}

/** Like {@link readCluster}, with the places of the props at hand. */
export function readClusterDocument(text: string, file: string): ClusterDocument {
  // Most programs that use the library read no YAML, and its reader takes as long to load as all the rest.
  const { readDocument }: typeof import("./read-document") = require("./read-document");
  return readDocument(text, file);
}
