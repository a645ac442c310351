/// The page of the server: its files, which lie beside this class, and nothing else.
///
/// May import the JDK only.
@NullMarked
package dev.candor.app.web;

import org.jspecify.annotations.NullMarked;
