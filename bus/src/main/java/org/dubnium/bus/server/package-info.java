/** Exporting objects: everything is checked against the contract before our code sees it. */
@NullMarked
package org.dubnium.bus.server;

import org.jspecify.annotations.NullMarked;
