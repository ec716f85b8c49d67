import structPb from "google-protobuf/google/protobuf/struct_pb.js";

type Struct = InstanceType<typeof structPb.Struct>;
type StructValue = InstanceType<typeof structPb.Value>;

/**
 * A property bag of the wire as plain data. The library's own `toJavaScript` throws at a value without a kind, and some hosts
 * send such values.
 */
export function bagOf(struct: Struct | undefined): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  struct?.getFieldsMap().forEach((value, key) => {
    entries.push([key, plain(value)]);
  });
  return Object.fromEntries(entries);
}

function plain(value: StructValue): unknown {
  const kinds = structPb.Value.KindCase;
  switch (value.getKindCase()) {
    case kinds.NUMBER_VALUE:
      return value.getNumberValue();
    case kinds.STRING_VALUE:
      return value.getStringValue();
    case kinds.BOOL_VALUE:
      return value.getBoolValue();
    case kinds.STRUCT_VALUE:
      return bagOf(value.getStructValue());
    case kinds.LIST_VALUE:
      return value.getListValue()?.getValuesList().map(plain) ?? [];
    default:
      return null;
  }
}

/**
 * Plain data as a property bag of the wire. `undefined` is left out, because the library would throw
 * (docs/maintainers/engine.md#dynamic-resources).
 */
export function structOf(bag: Record<string, unknown>): Struct {
  const struct = new structPb.Struct();
  const fields = struct.getFieldsMap();
  for (const [key, value] of Object.entries(bag)) {
    if (value !== undefined) fields.set(key.toWellFormed(), wrap(value));
  }
  return struct;
}

function wrap(value: unknown): StructValue {
  const wrapped = new structPb.Value();
  // Half a character can't be sent. The engine would refuse the whole answer, with everything in it.
  if (typeof value === "string") wrapped.setStringValue(value.toWellFormed());
  else if (typeof value === "number") wrapped.setNumberValue(value);
  else if (typeof value === "boolean") wrapped.setBoolValue(value);
  else if (Array.isArray(value)) {
    const list = new structPb.ListValue();
    list.setValuesList(value.map(wrap));
    wrapped.setListValue(list);
  } else if (typeof value === "object" && value !== null) {
    wrapped.setStructValue(structOf(value as Record<string, unknown>));
  } else wrapped.setNullValue(structPb.NullValue.NULL_VALUE);
  return wrapped;
}
