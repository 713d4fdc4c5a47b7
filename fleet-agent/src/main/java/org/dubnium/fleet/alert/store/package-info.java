/** The alert rules, what fired and what is to be notified, in a SQLite file: tables, schema, migrations. */
@NullMarked
package org.dubnium.fleet.alert.store;

import org.jspecify.annotations.NullMarked;
