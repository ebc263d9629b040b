import { parseDuration } from "../formats/duration";
import { textSemantics } from "./text-semantics";

/** Durations: `1h` is `60m`. */
export const durationSemantics = textSemantics("duration", parseDuration, (left, right) => left === right);
