/**
 * Services that tell a caller its own address.
 * Here belongs how they are asked; never what the address is used for.
 */
export { type PublicIpOptions, publicIp, standardPublicIpUrls } from "./public-ip";
