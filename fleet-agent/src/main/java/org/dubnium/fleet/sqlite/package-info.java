/**
 * SQLite files of a service: opened, migrated, set aside where damaged, refused where a newer
 * program wrote them. Uses no other package of the agent.
 */
@NullMarked
package org.dubnium.fleet.sqlite;

import org.jspecify.annotations.NullMarked;
