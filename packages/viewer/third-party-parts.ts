/** What a package brings compiled into it, without a package of its own. */
export interface CompiledIn {
  readonly name: string;
  readonly within: string;
  readonly licence: string;
  readonly copyright: string;
  readonly source: string;
  readonly text: string;
}

/** Packages that build the page and leave nothing of theirs in it but the loader of its parts, see {@link COMPILED_IN}. */
export const TOOLS: ReadonlySet<string> = new Set(["vite", "@vitejs/plugin-react"]);

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

const ISC = `Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby
granted, provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.`;

const BSD_3_CLAUSE = `Redistribution and use in source and binary forms, with or without modification, are permitted provided
that the following conditions are met:

* Redistributions of source code must retain the above copyright notice, this list of conditions and the following
  disclaimer.
* Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
  disclaimer in the documentation and/or other materials provided with the distribution.
* Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote products
  derived from this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES,
INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY,
WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF
THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.`;

const WEB_IFC = "web-ifc";
const github = (path: string) => `https://github.com/${path}`;

/**
 * Libraries in C++ that web-ifc's WebAssembly is compiled of (as its `src/cpp/CMakeLists.txt` names them), and the loader that
 * Vite writes into a page.
 */
export const COMPILED_IN: readonly CompiledIn[] = [
  {
    ...{ name: "CDT", within: WEB_IFC, licence: "MPL-2.0", source: github("artem-ogre/CDT") },
    copyright: "Copyright Leica Geosystems Technology AB",
    text: "The text of the Mozilla Public License 2.0 stands above, with web-ifc. The source is at the address given here.",
  },
  {
    ...{ name: "earcut.hpp", within: WEB_IFC, licence: "ISC", source: github("mapbox/earcut.hpp") },
    ...{ copyright: "Copyright (c) 2015, Mapbox", text: ISC },
  },
  {
    ...{ name: "fast_float", within: WEB_IFC, licence: "MIT", source: github("fastfloat/fast_float") },
    ...{ copyright: "Copyright (c) 2021 The fast_float authors", text: MIT },
  },
  {
    ...{ name: "GLM", within: WEB_IFC, licence: "MIT", source: github("g-truc/glm") },
    ...{ copyright: "Copyright (c) 2005 - G-Truc Creation", text: MIT },
  },
  {
    ...{ name: "spdlog", within: WEB_IFC, licence: "MIT", source: github("gabime/spdlog") },
    ...{ copyright: "Copyright (c) 2016 Gabi Melman", text: MIT },
  },
  {
    ...{ name: "stduuid", within: WEB_IFC, licence: "MIT", source: github("mariusbancila/stduuid") },
    ...{ copyright: "Copyright (c) 2017 Marius Bancila", text: MIT },
  },
  {
    ...{
      name: "tinynurbs",
      within: WEB_IFC,
      licence: "BSD-3-Clause",
      source: github("pradeep-pyro/tinynurbs"),
    },
    ...{ copyright: "Copyright (c) 2017, Pradeep Kumar Jayaraman", text: BSD_3_CLAUSE },
  },
  {
    ...{
      name: "unordered_dense",
      within: WEB_IFC,
      licence: "MIT",
      source: github("martinus/unordered_dense"),
    },
    ...{ copyright: "Copyright (c) 2022 Martin Leitner-Ankerl", text: MIT },
  },
  {
    ...{ name: "Vite's loader", within: "the page", licence: "MIT", source: github("vitejs/vite") },
    ...{ copyright: "Copyright (c) 2019-present, VoidZero Inc. and Vite contributors", text: MIT },
  },
];
