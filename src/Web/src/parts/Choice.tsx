interface Props<T extends string> { label: string; options: Readonly<Record<T, string>>; value: T; choose: (value: T) => void }

/** One of a few, all in sight. */
export function Choice<T extends string>({ label, options, value, choose }: Props<T>) {
  return (
    <div class="modes" role="radiogroup" aria-label={label}>
      {(Object.entries(options) as [T, string][]).map(([option, name]) => (
        <label key={option} class={option === value ? 'on' : ''}>
          <input type="radio" name={label} checked={option === value} onChange={() => choose(option)} />{name}
        </label>
      ))}
    </div>
  );
}
