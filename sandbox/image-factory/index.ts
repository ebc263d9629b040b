/**
 * Talos Image Factory on loopback: schematics, versions, extensions, and small disk images that are whole .xz, .zst or
 * .gz files and say in clear text what they would be. Written without a look at the provider's own schematic code: what
 * tests and what is tested must not be wrong together. Never here: what a node does with an image (that is talos/).
 */
export { type ImageDescription, readImageDescription } from "./image-description";
export { ImageFactory, type ImageFactoryOptions } from "./image-factory";
export { openImageFactory } from "./open-image-factory";
export { parseSchematic, type Schematic, SchematicError } from "./schematic";
