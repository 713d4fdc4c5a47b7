/**
 * SQLite files that a service keeps: opened, brought to the present schema, set aside when they are
 * damaged, refused when a newer program wrote them.
 */
@NullMarked
package org.dubnium.fleet.sqlite;

import org.jspecify.annotations.NullMarked;
