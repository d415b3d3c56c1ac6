import { onServer } from './postgres.ts'

/** All tables of a database as they are, as SQL that is always the same for the same schema. */
export async function schemaText(url: string): Promise<string> {
  const [tables, indexes] = [await onServer(url, tablesSql), await onServer(url, indexesSql)]
  const parts = tables.map(({ name, columns, constraints, options }) => {
    const lines = [...(columns as string[]), ...((constraints as string[] | null) ?? [])]
    return `create table ${name} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n)${options ? ` with (${options})` : ''};\n`
  })
  const [extension] = await onServer(url, `select extname from pg_extension where extname = 'btree_gist'`)
  return `${extension ? 'create extension btree_gist;\n\n' : ''}${parts.join('\n')}\n${indexes.map(({ text }) => `${text};`).join('\n')}\n`
}

const tablesSql = `
  select c.relname as name, array_to_string(c.reloptions, ', ') as options,
    (select array_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
        || case when a.attcollation not in (0, t.typcollation) then ' collate "' || l.collname || '"' else '' end
        || case when a.attnotnull then ' not null' else '' end
        || coalesce((select ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
          from pg_attrdef d where a.attgenerated = 's' and d.adrelid = c.oid and d.adnum = a.attnum), '')
        order by a.attnum)
      from pg_attribute a join pg_type t on t.oid = a.atttypid left join pg_collation l on l.oid = a.attcollation
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
    (select array_agg(pg_get_constraintdef(o.oid) order by o.contype, o.conname)
      from pg_constraint o where o.conrelid = c.oid and o.contype <> 'n') as constraints
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by c.relname`

const indexesSql = `
  select pg_get_indexdef(i.indexrelid) as text from pg_index i join pg_class c on c.oid = i.indrelid
  where c.relnamespace = 'public'::regnamespace
    and not exists (select 1 from pg_constraint o where o.conindid = i.indexrelid)
  order by text`
