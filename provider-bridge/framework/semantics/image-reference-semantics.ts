import { parseImageReference } from "../formats/image-reference";
import { textSemantics } from "./text-semantics";

/** Image references: `nginx` is `docker.io/library/nginx:latest`. A tag is never the digest it points to today. */
export const imageReferenceSemantics = textSemantics(
  "image reference",
  parseImageReference,
  (left, right) =>
    left.registry === right.registry &&
    left.repository === right.repository &&
    left.tag === right.tag &&
    left.digest === right.digest,
);
