/** MetaWrite and MetaDelete: the key and value store of the META partition. */
import { GrpcStatus } from "../../../wire/grpc/status";
import { TalosStatus } from "../grpc";
import type { MachineHandlers, ServiceContext } from "./context";

const largestKey = 255;
/** META holds 256 KiB in all. */
const mostBytes = 256 * 1024 - 1024;

/** The two methods. */
export function metaHandlers({ machine }: ServiceContext): MachineHandlers {
  const { installation } = machine;
  const check = (key: number) => {
    if (key <= largestKey) return String(key);
    throw new TalosStatus(GrpcStatus.INVALID_ARGUMENT, "key must be a uint8");
  };
  return {
    MetaWrite: ({ key, value }) => {
      const name = check(key);
      const text = Buffer.from(value).toString("utf8");
      const others = Object.entries(installation.meta).filter(([other]) => other !== name);
      const total = others.reduce((sum, [, other]) => sum + Buffer.byteLength(other), value.length);
      if (total > mostBytes) throw new TalosStatus(GrpcStatus.RESOURCE_EXHAUSTED, "meta write failed: tag is too big");
      installation.meta = { ...installation.meta, [name]: text };
      machine.changed();
      return { messages: [{}] };
    },
    MetaDelete: ({ key }) => {
      const name = check(key);
      if (!Object.hasOwn(installation.meta, name)) throw new TalosStatus(GrpcStatus.NOT_FOUND, "meta key not found");
      installation.meta = Object.fromEntries(Object.entries(installation.meta).filter(([other]) => other !== name));
      machine.changed();
      return { messages: [{}] };
    },
  };
}
