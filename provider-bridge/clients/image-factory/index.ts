/**
 * The Talos Image Factory: schematics, versions and extensions.
 * Here belongs how it is asked; never how ids and URLs are computed: that is talos-config's.
 */
export { ImageFactoryError, type ImageFactoryErrorCode } from "./factory-error";
export { type Extension, ImageFactory, type ImageFactoryOptions } from "./image-factory";
