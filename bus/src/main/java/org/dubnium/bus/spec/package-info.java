/** Interfaces as introspection XML describes them, read from our files and written for callers. */
@NullMarked
package org.dubnium.bus.spec;

import org.jspecify.annotations.NullMarked;
