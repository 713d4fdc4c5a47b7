/** A model bundle's files: listed, opened, hashed, and held against what they say of each other. */
@NullMarked
package org.dubnium.daemon.adapter.model.bundle;

import org.jspecify.annotations.NullMarked;
