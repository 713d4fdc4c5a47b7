@NullMarked
package org.dubnium.daemon.adapter.model;

import org.jspecify.annotations.NullMarked;
