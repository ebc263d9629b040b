/**
 * Scalar types of machine configurations as Go reads and writes them: durations, sizes, addresses, URLs,
 * enumerations. Pure text in, text or number out; nothing about documents.
 */
export { canonicalBase64, decodeBase64, isBase64 } from "./base64";
export { formatByteSize, isDiskSizeCondition, parseByteSize } from "./byte-size";
export { formatDuration, parseDuration } from "./duration";
export { type EnumWords, enumWords, knownWords, parseEnum } from "./enums";
export { parseHardwareAddress } from "./hardware-address";
export {
  formatIpAddress,
  type IpAddress,
  type IpPrefix,
  parseIpAddress,
  parseIpPrefix,
  prefixesOverlap,
} from "./ip-address";
export { type PortRange, parsePortRange } from "./port-range";
export { formatUrl, parseUrl, type UrlParts, urlHostname } from "./url";
