type Table = Readonly<Record<string, Readonly<Record<string, string>>>>;
type Final<T extends Table> = { [S in keyof T]: keyof T[S] extends never ? S : never }[keyof T] & string;
type Events<T extends Table> = { [S in keyof T]: keyof T[S] }[keyof T] & string;

/** A lifecycle as a table: state → event → next state. States, events, column enums and labels derive from it. */
export function lifecycle<const T extends Table>(table: T) {
  const states = Object.keys(table) as [keyof T & string, ...(keyof T & string)[]];
  const events = [...new Set(states.flatMap((state) => Object.keys(table[state]!)))] as Events<T>[];
  return {
    table,
    states,
    events,
    /** The state that the event leads to, or null when it cannot happen in this state. */
    next: (state: keyof T & string, event: Events<T>) =>
      (table[state]?.[event] as (keyof T & string) | undefined) ?? null,
    /** True where nothing can follow. */
    isFinal: (state: keyof T & string): state is Final<T> => Object.keys(table[state]!).length === 0,
  };
}
