/**
 * What authors check configured values with: one idea a file, each with the phrase that the documentation shows.
 * Here belongs what is true of a value by itself; never what needs a client, the state or another resource.
 */

export { cidr } from "./cidr";
export { atLeastOneOf } from "./config/at-least-one-of";
export { conflicting } from "./config/conflicting";
export { exactlyOneOf } from "./config/exactly-one-of";
export { requiredTogether } from "./config/required-together";
export { dnsLabel, dnsName } from "./dns";
export { duration } from "./duration";
export { eachElement, eachOfSet } from "./each-element";
export { hetznerLabelKey, hetznerLabelValue } from "./hetzner-label";
export { imageReference } from "./image-reference";
export { ipAddress } from "./ip-address";
export { byteLength, length } from "./length";
export { mapKeys } from "./map-keys";
export { matches } from "./matches";
export { noneOf, oneOf } from "./one-of";
export { pem } from "./pem";
export { range } from "./range";
export { size } from "./size";
export { unique } from "./unique";
export { url } from "./url";
export { version } from "./version";
export { yaml } from "./yaml";
