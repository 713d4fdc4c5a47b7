@NullMarked
package org.dubnium.fleet.sqlite;

import org.jspecify.annotations.NullMarked;
