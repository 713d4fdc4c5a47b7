/** Copies a model bundle into the store, so that it is there whole or not at all. */
@NullMarked
package org.dubnium.daemon.adapter.model.seed;

import org.jspecify.annotations.NullMarked;
