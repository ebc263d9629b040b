import { parseCidr } from "../formats/cidr";
import { textSemantics } from "./text-semantics";

/** Address ranges: `fd00::/8` is `FD00:0::/8`. `10.0.0.1/8` is not `10.0.0.0/8`: it names an address as well. */
export const cidrSemantics = textSemantics(
  "CIDR",
  parseCidr,
  (left, right) =>
    left.prefixLength === right.prefixLength &&
    left.address.version === right.address.version &&
    left.address.bits === right.address.bits,
);
