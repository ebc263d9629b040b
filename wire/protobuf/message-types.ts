/**
 * What may be given for a message that is to be encoded: any field may be left out (it then has its default),
 * at every depth.
 */
export type MessageInit<T> = T extends string | number | bigint | boolean | undefined | Uint8Array
  ? T
  : T extends readonly (infer Item)[]
    ? readonly MessageInit<Item>[]
    : T extends ReadonlyMap<infer Key, infer Item>
      ? ReadonlyMap<Key, MessageInit<Item>>
      : { readonly [Field in keyof T]?: MessageInit<T[Field]> | undefined };

/** The names of the messages that a generated `Messages` interface lists. */
export type MessageNames<Messages> = keyof Messages & string;
