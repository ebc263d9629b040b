/** Schematics of the Image Factory: canonical form, id, and the names of what is made from them. Nothing is fetched. */
export {
  type ImageKind,
  type ImageRequest,
  type InstallerReference,
  imageUrl,
  installerImage,
  parseInstallerImage,
  publicFactory,
} from "./images";
export { canonicalSchematic, type Schematic, SchematicError, schematicIdOf, schematicOf } from "./schematic";
