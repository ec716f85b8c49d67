import { equal, isObject, type Values } from "../../pulumi/values/values.js";

/**
 * Whether a list that may show less than the thing itself shows everything that the state has of it. A list leaves open
 * whether something that it doesn't show is unset, so an empty value is never confirmed. A value that the server rewrites
 * is confirmed by what the server first stored (`__stored`).
 */
export function confirms(listed: Values, state: Values, names: readonly string[]): boolean {
  const stored = isObject(state.__stored) ? state.__stored : {};
  return names.every((name) => {
    const had = state[name];
    return had === undefined || shows(listed[name], had) || (!isEmpty(had) && equal(stored[name], listed[name]));
  });
}

function shows(listed: unknown, had: unknown): boolean {
  if (isEmpty(had)) return false;
  if (Array.isArray(had)) {
    return (
      Array.isArray(listed) && listed.length === had.length && had.every((one, index) => shows(listed[index], one))
    );
  }
  if (isObject(had)) {
    return (
      isObject(listed) && Object.entries(had).every(([name, one]) => one === undefined || shows(listed[name], one))
    );
  }
  return equal(listed, had);
}

const isEmpty = (value: unknown): boolean => value === "" || (Array.isArray(value) && value.length === 0);
