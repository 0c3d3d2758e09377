// The booth's phone: the code may come with the address of a scanned paper, and badges are read by the camera.
"use strict";

const field = document.querySelector("[data-from-fragment]");
if (field && window.location.hash.length > 1) {
  field.value = decodeURIComponent(window.location.hash.slice(1));
  window.history.replaceState(null, "", window.location.pathname);
}

const scan = document.getElementById("scan");
if (scan && navigator.mediaDevices && window.jsQR) {
  scan.hidden = false;
  scan.addEventListener("click", async () => {
    const video = document.getElementById("video");
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    const canvas = document.createElement("canvas");
    const drawing = canvas.getContext("2d", { willReadFrequently: true });
    const look = () => {
      if (video.readyState >= HTMLMediaElement.HAVE_ENOUGH_DATA) {
        [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
        drawing.drawImage(video, 0, 0);
        const { data, width, height } = drawing.getImageData(0, 0, canvas.width, canvas.height);
        const found = window.jsQR(data, width, height, { inversionAttempts: "dontInvert" })?.data;
        if (found) {
          for (const track of stream.getTracks()) track.stop();
          document.getElementById("code").value = found;
          scan.form.requestSubmit();
          return;
        }
      }
      window.setTimeout(look, 150);
    };
    look();
  });
}
