import type { ReadDataSourceRequest } from "../../framework/engine/read-data-source";
import type { TypeLookup } from "../../framework/engine/type-lookup";
import { decodeValue } from "./dynamic-value";
import { decodeRequest } from "./request";

/** The data block to read. */
export function decodeReadDataSource(bytes: Uint8Array, types: TypeLookup): ReadDataSourceRequest {
  const message = decodeRequest("ReadDataSource.Request", bytes);
  return { typeName: message.typeName, config: decodeValue(message.config, types.dataSource(message.typeName)) };
}
